import { extname } from 'node:path';
import * as z from 'zod';
import { captionReasons } from '../../../shared/errors/captions.ts';
import { RecastError } from '../../../shared/errors/index.ts';
import type { CsvRow } from './csv.ts';
import { readCsv } from './csv.ts';

/** One caption of a file: the line it stands in, the picture's name as written, the words. */
export interface CaptionLine {
  readonly line: number;
  readonly picture: string;
  readonly caption: string;
}

/** A line that gives no caption, and why. */
export interface FaultyLine {
  readonly line: number;
  readonly reason: string;
}

/** Names of columns and fields that hold the picture's name, and its captions. */
const PICTURE_NAMES = /^(file|file_?name|filename|image|img|path|picture|name|id|파일|그림|이미지)$/i;
const CAPTION_NAMES = /^(captions?|text|description|sentence|title|annotation|tags|설명|캡션)[_ ]?\d*$/i;

interface Table {
  readonly lines: CaptionLine[];
  readonly faults: FaultyLine[];
}

/** Which columns a first row names; null where it is data. */
function headerOf(row: CsvRow): { picture: number; captions: number[] } | null {
  if (!('fields' in row)) return null;
  const names = row.fields.map((field) => field.trim());
  const captions = names.flatMap((name, index) => (CAPTION_NAMES.test(name) ? [index] : []));
  const picture = names.findIndex((name, index) => PICTURE_NAMES.test(name) && !captions.includes(index));
  return picture < 0 || captions.length === 0 ? null : { picture, captions };
}

function tableOfCsv(text: string): Table {
  const rows = readCsv(text);
  const header = rows.length === 0 ? null : headerOf(rows[0]);
  const table: Table = { lines: [], faults: [] };
  for (const row of header === null ? rows : rows.slice(1)) {
    if ('reason' in row) table.faults.push(row);
    else {
      const { line, fields } = row;
      const captions = header === null ? fields.slice(1) : header.captions.flatMap((index) => (index < fields.length ? [fields[index]] : []));
      if (captions.length === 0) table.faults.push({ line, reason: captionReasons.fewFields });
      // Of several columns some may be empty; of one it may not.
      const given = captions.filter((caption) => caption.trim() !== '');
      for (const caption of given.length > 0 ? given : captions.slice(0, 1)) table.lines.push({ line, picture: fields[header?.picture ?? 0], caption });
    }
  }
  return table;
}

const recordSchema = z.record(z.string(), z.unknown());
const textsSchema = z.union([z.string().transform((text) => [text]), z.array(z.string())]);

function readRecord(line: number, json: unknown, table: Table): void {
  const record = recordSchema.safeParse(json);
  if (!record.success) {
    table.faults.push({ line, reason: captionReasons.notJson });
    return;
  }
  const entries = Object.entries(record.data);
  const picture = entries.find(([name, value]) => PICTURE_NAMES.test(name) && typeof value === 'string')?.[1];
  const captions = entries.filter(([name]) => CAPTION_NAMES.test(name)).flatMap(([, value]) => textsSchema.safeParse(value).data ?? []);
  if (typeof picture !== 'string') table.faults.push({ line, reason: captionReasons.noFile });
  else if (captions.length === 0) table.faults.push({ line, reason: captionReasons.empty });
  else for (const caption of captions) table.lines.push({ line, picture, caption });
}

function tableOfJsonLines(text: string): Table {
  const table: Table = { lines: [], faults: [] };
  for (const [index, source] of text.split(/\r\n|\r|\n/).entries()) {
    if (source.trim() === '') continue;
    try {
      readRecord(index + 1, JSON.parse(source), table);
    } catch {
      table.faults.push({ line: index + 1, reason: captionReasons.notJson });
    }
  }
  return table;
}

const forms: Readonly<Record<string, (text: string) => Table>> = {
  '.csv': tableOfCsv,
  '.tsv': tableOfCsv,
  '.txt': tableOfCsv,
  '.jsonl': tableOfJsonLines,
  '.ndjson': tableOfJsonLines,
};

/** The captions of a file's text by the ending of its name. Throws CAPTIONS_UNREADABLE for another ending. */
export function readTable(path: string, text: string): Table {
  const form = forms[extname(path).toLowerCase()];
  if (form === undefined) throw RecastError.of('CAPTIONS_UNREADABLE', { path, reason: `its name ends in none of ${Object.keys(forms).join(', ')}` });
  return form(text.replace(/^\ufeff/, ''));
}
