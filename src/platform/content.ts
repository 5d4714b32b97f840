import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { projectRoot } from './root.ts';

/** A content file that cannot be used: the message names file, line and reason, for whoever wrote it. */
export class ContentError extends Error {}

/** A fault found beyond the schema, with the line of its place in the file. */
export function contentFault(file: string, path: readonly (string | number)[], reason: string): string {
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(file, 'utf8'), { lineCounter: lines });
  return fault(file, lines.linePos(offsetOf(document, path)).line, reason).message;
}

/** Where something stands in a document, or the nearest thing around it that is there. */
function offsetOf(document: Document, path: readonly (string | number)[]): number {
  let node = document.getIn(path, true);
  for (let depth = path.length - 1; !isNode(node) && depth >= 0; depth--) node = document.getIn(path.slice(0, depth), true);
  return isNode(node) ? (node.range?.[0] ?? 0) : 0;
}

const fault = (file: string, line: number, reason: string) => new ContentError(`${relative(projectRoot, file)}:${line}: ${reason}`);

/** Reads a YAML file and checks it; every fault is named with its line. @throws ContentError */
export function readContent<Schema extends z.ZodType>(file: string, schema: Schema): z.output<Schema> {
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(file, 'utf8'), { lineCounter: lines });
  const [broken] = document.errors;
  if (broken) throw fault(file, lines.linePos(broken.pos[0]).line, broken.message.split('\n')[0] ?? 'not YAML');

  const parsed = schema.safeParse(document.toJS());
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => {
    const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
    return fault(file, lines.linePos(offsetOf(document, path)).line, `${path.join('.') || 'file'}: ${issue.message}`).message;
  });
  throw new ContentError(faults.join('\n'));
}
