import { catalogue } from '#platform/i18n/index.ts';

export const openDataTexts = catalogue(
  {
    title: 'Offene Daten',
    lead: 'Was hier öffentlich steht, dürfen andere weiterverwenden: über Schnittstellen, ohne Anmeldung und ohne Schlüssel.',
    licence: (name: string) => `Lizenz: ${name}.`,
    catalogue: 'Katalog nach DCAT-AP.de (JSON-LD)',
    feed: 'Neues als Feed (Atom)',
    interfaces: 'Schnittstellen',
    interfacesLead:
      'Alle öffentlichen Adressen für Programme. Wo eine Adresse zu einem Datensatz gehört, führt der Link zu einem Beispiel; von Listen geht es zu den einzelnen Datensätzen.',
    groups: {
      hsds: 'Verzeichnis (HSDS)',
      oparl: 'Gremien (OParl)',
      checks: 'Checks',
      search: 'Suche, Orte und Themen',
      proofs: 'Nachweise und Schlüssel',
      feeds: 'Feeds, Kalender und Katalog',
      device: 'Checks ohne Spuren, auf dem eigenen Gerät',
      operation: 'Betrieb und Suchmaschinen',
    },
    embed: 'Die Suche auf der eigenen Seite',
    embedText:
      'Zwei Zeilen genügen. Es werden keine Cookies gesetzt, und nichts wird von anderen Servern geladen. Ihre Seite muss Skripte und Verbindungen zu dieser Adresse erlauben.',
    embedOptions: 'Mit ort="…" ist ein Ort vorgegeben, mit thema="…" ein Thema, mit sprache="en" ist das Feld englisch.',
    datasets: {
      directory: [
        'Verzeichnis der Angebote',
        'Angebote und Organisationen des Netzwerks nach HSDS 3.0, mit Themen, Reichweite und Kosten.',
      ],
      topics: ['Themen', 'Das Vokabular des Netzwerks nach SKOS.'],
      checks: ['Checks', 'Die Qualitätsstandards des Netzwerks als Selbsteinschätzungen, in allen Fassungen.'],
      bodies: ['Gremien und Sitzungen', 'Öffentliche Unterlagen der Gremien nach OParl 1.1.'],
    },
  },
  {
    title: 'Open data',
    lead: 'What is public here may be used by others: through interfaces, without signing in and without a key.',
    licence: (name: string) => `Licence: ${name}.`,
    catalogue: 'Catalogue after DCAT-AP.de (JSON-LD)',
    feed: 'News as a feed (Atom)',
    interfaces: 'Interfaces',
    interfacesLead:
      'All public addresses for programs. Where an address belongs to a record, the link leads to an example; lists lead to the single records.',
    groups: {
      hsds: 'Directory (HSDS)',
      oparl: 'Bodies (OParl)',
      checks: 'Checks',
      search: 'Search, places and topics',
      proofs: 'Credentials and keys',
      feeds: 'Feeds, calendars and catalogue',
      device: 'Checks without a trace, on your own device',
      operation: 'Operation and search engines',
    },
    embed: 'The search on your own page',
    embedText:
      'Two lines are enough. No cookies are set, and nothing is loaded from other servers. Your page has to allow scripts and connections to this address.',
    embedOptions: 'ort="…" presets a place, thema="…" a topic, sprache="en" makes the field English.',
    datasets: {
      directory: ['Directory of offers', 'Offers and organisations of the network after HSDS 3.0, with topics, reach and cost.'],
      topics: ['Topics', 'The vocabulary of the network after SKOS.'],
      checks: ['Checks', 'The quality standards of the network as self-assessments, in all versions.'],
      bodies: ['Bodies and meetings', 'Public documents of the bodies after OParl 1.1.'],
    },
  },
);
