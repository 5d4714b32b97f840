import { blocksOf } from '../../platform/prose.ts';

/** A text as people type it: paragraphs, and points where lines begin with a dash. */
export function Prose({ text }: { text: string }) {
  return (
    <>
      {blocksOf(text).map((block) =>
        block.kind === 'list' ? (
          <ul key={block.lines.join()}>
            {block.lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        ) : (
          <p key={block.lines.join()}>{block.lines.join(' ')}</p>
        ),
      )}
    </>
  );
}
