import type { CaptionReport, CaptionsAbout, CaptionSource } from '../../../shared/contract/captions.ts';
import { captionReportSchema } from '../../../shared/contract/captions.ts';
import { captionSource } from '../../catalog/captions.ts';
import { readJson } from '../../catalog/json.ts';
import type { Row } from '../../catalog/tables.ts';
import type { StudioParts } from '../parts.ts';
import { requireProject } from '../projects/find.ts';

/** A source as windows name it. */
export function describeSource({ origin, path }: Pick<Row<'caption_sources'>, 'origin' | 'path'>): CaptionSource {
  return origin === 'file' ? { origin, path: path ?? '' } : { origin };
}

/** What reading the file of a source came to; null where it was not read, and of other sources. */
export const reportOf = ({ report }: Pick<Row<'caption_sources'>, 'report'>): CaptionReport | null =>
  report === null ? null : readJson(captionReportSchema, report, 'caption_sources.report');

/** The captions of a project in figures. Throws PROJECT_UNKNOWN. */
export function describeCaptions({ catalog, pictures }: StudioParts, project: number): CaptionsAbout {
  requireProject(catalog, project);
  const source = captionSource(catalog, project);
  const { pictures: all, captioned, edited } = pictures.captions.counts(project);
  return {
    source: describeSource(source),
    name: source.name,
    looking: pictures.captions.looking(project),
    pictures: all,
    captioned,
    edited,
    report: reportOf(source),
  };
}
