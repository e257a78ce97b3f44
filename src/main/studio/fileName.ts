/** What no file system takes in a name. */
const UNFIT = /[\\/:*?"<>|\p{Cc}]/gu;

/** A name for people as a part of a file's name: short, and such that every system takes it. */
export function fileName(name: string): string {
  return (
    name
      .replace(UNFIT, ' ')
      .replace(/^[. ]+|[. ]+$/g, '')
      .slice(0, 80) || 'unnamed'
  );
}
