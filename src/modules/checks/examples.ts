import type { CheckDefinition } from './definition/model.ts';
import type { Measure } from './model.ts';

/** A small check for tests: two themes of four points. */
export const sampleDefinition: CheckDefinition = {
  id: 'sample',
  version: 1,
  hash: '',
  adopted: { on: '2026-01-01', by: 'Probe' },
  title: { de: 'Probe' },
  summary: { de: 'Ein kleiner Check.' },
  audience: { de: 'Für Tests.' },
  minutes: 5,
  declaration: { measures: 10, months: 24 },
  themes: ['one', 'two'].map((theme, index) => ({
    id: theme,
    number: index + 1,
    title: { de: theme },
    intro: { de: 'Einleitung.' },
    checkpoints: [1, 2, 3, 4].map((number) => ({
      id: `${theme}-${number}`,
      theme,
      title: { de: `Punkt ${number}` },
      question: { de: 'Ist es so?' },
      practice: [{ de: 'So ist es gut.' }, { de: 'Und so.' }],
      why: { de: 'Weil es hilft.' },
      measures: [{ de: 'Etwas tun' }],
      topics: theme === 'one' ? ['retention'] : ['mental-strain'],
    })),
  })),
};

/** A measure with everything; single parts can be changed. */
export const sampleMeasure = (change: Partial<Measure>): Measure => ({
  id: 'm',
  checkpoint: undefined,
  text: 'Pausenraum streichen',
  urgency: 'soon',
  responsible: 'Chefin',
  due: '2027-03-01',
  control: 'im Mai ansehen',
  state: 'open',
  helper: '',
  isFirst: false,
  addedOn: undefined,
  doneOn: undefined,
  ...change,
});
