import { catalogue } from '#platform/i18n/index.ts';

export const topicsTexts = catalogue(
  {
    title: 'Themen',
    lead: 'Worum geht es? Wählen Sie ein Thema. Sie sehen, wer dazu hilft, und welcher Check dazu passt.',
    count: (topics: number, fields: number) => `${topics} Themen in ${fields} Feldern.`,
    also: 'Auch genannt',
    aims: 'Dient den Zielen',
    aim: { profitability: 'Wirtschaftlichkeit', health: 'Gesundheit', enthusiasm: 'Begeisterung' },
    related: 'Verwandte Themen',
    help: (topic: string) => `Wer hilft bei „${topic}“?`,
    findHelp: 'Angebote und Berater:innen dazu finden',
    data: 'Alle Themen als Daten (SKOS, JSON-LD)',
    fieldLead: 'Die Themen dieses Feldes:',
  },
  {
    title: 'Topics',
    lead: 'What is it about? Choose a topic to see who helps with it and which check fits.',
    count: (topics: number, fields: number) => `${topics} topics in ${fields} fields.`,
    also: 'Also called',
    aims: 'Serves the aims',
    aim: { profitability: 'profitability', health: 'health', enthusiasm: 'enthusiasm' },
    related: 'Related topics',
    help: (topic: string) => `Who helps with “${topic}”?`,
    findHelp: 'Find offers and consultants for this',
    data: 'All topics as data (SKOS, JSON-LD)',
    fieldLead: 'The topics of this field:',
  },
);
