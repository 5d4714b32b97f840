import { PDF_HEAD, renderPdf } from '#platform/pdf.ts';
import type { Section } from './collect.ts';

const TEMPLATE = `${PDF_HEAD}
= #d.title
#d.lead

#for section in d.sections [
  == #section.title
  #for row in section.rows [
    #block(above: 0.8em, below: 0.8em, inset: (left: 0.6em), stroke: (left: 1pt + rgb("#c8ccd8")), [
      #for entry in row [
        #strong(entry.at(0)): #entry.at(1) \\
      ]
    ])
  ]
]
`;

const LONGEST = 2000;

const flat = (value: unknown): string => {
  if (value === null || value === undefined || value === '') return '–';
  if (value instanceof Date) return value.toISOString();
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)} … (vollständig in der JSON-Datei)` : text;
};

/** The same as the JSON, to be read: an accessible PDF. */
export const dataPdf = (sections: readonly Section[], name: string, at: string): Promise<Buffer> =>
  renderPdf(TEMPLATE, {
    title: `Daten über ${name}`,
    lang: 'de',
    foot: `Transferwerk, ${at}`,
    page: 'Seite',
    of: 'von',
    lead: 'Alles, was die Plattform über Sie gespeichert hat. Dieselben Angaben gibt es als JSON-Datei zum Weiterverarbeiten.',
    sections: sections.map((section) => ({
      title: section.title,
      rows: section.rows.map((row) => Object.entries(row).map(([key, value]) => [key, flat(value)])),
    })),
  });
