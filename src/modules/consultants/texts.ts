import { catalogue } from '#platform/i18n/index.ts';

export const consultantsTexts = catalogue(
  {
    kinds: { consultant: 'Berater:in', pilot: 'Netzwerklots:in' },
    kindHint: {
      consultant: 'Begleitet Betriebe durch Checks und bei der Umsetzung.',
      pilot: 'Führt Betriebe zu den richtigen Ansprechpersonen im Netzwerk. Das Gespräch kostet nichts.',
    },
    find: 'Menschen finden',
    topics: 'Schwerpunkte',
    place: 'Ort',
    reach: (town: string, km: number) => `${town} und Umkreis von ${km} km`,
    online: 'auch online',
    accredited: (date: string) => `Akkreditiert bis ${date}`,
    notAccredited: 'Zurzeit keine gültige Akkreditierung',
    accreditation: 'Akkreditierung',
    organisation: 'Organisation',
    languages: 'Sprachen',
    industries: 'Branchen',
    ask: (name: string) => `${name} anfragen`,
  },
  {
    kinds: { consultant: 'Consultant', pilot: 'Network pilot' },
    kindHint: {
      consultant: 'Accompanies companies through checks and in carrying out measures.',
      pilot: 'Leads companies to the right people in the network. The talk is free of charge.',
    },
    find: 'Find people',
    topics: 'Main topics',
    place: 'Place',
    reach: (town: string, km: number) => `${town} and within ${km} km`,
    online: 'also online',
    accredited: (date: string) => `Accredited until ${date}`,
    notAccredited: 'No valid accreditation at present',
    accreditation: 'Accreditation',
    organisation: 'Organisation',
    languages: 'Languages',
    industries: 'Industries',
    ask: (name: string) => `Ask ${name}`,
  },
);
