import { skipReasons, writeReasons } from '../../shared/errors/pictures.ts';

/** The code of an error of the file system (`ENOENT`), or undefined for any other error. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Why something cannot be read, as a clause. */
export function readReason(error: unknown): string {
  const code = systemCode(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') return skipReasons.gone;
  if (code === 'EACCES' || code === 'EPERM') return skipReasons.forbidden;
  return skipReasons.failing(code ?? String(error));
}

/** Why something cannot be written, as a clause. */
export function writeReason(error: unknown): string {
  const code = systemCode(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') return writeReasons.diskFull;
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return writeReasons.forbidden;
  if (code === 'ENOENT' || code === 'ENOTDIR') return writeReasons.noFolder;
  return writeReasons.failing(code ?? String(error));
}
