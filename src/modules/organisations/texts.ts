import { catalogue } from '#platform/i18n/index.ts';

export const organisationsTexts = catalogue(
  {
    title: 'Partner',
    lead: 'Diese Organisationen bringen ihre Angebote in das Netzwerk ein und haben sich auf gemeinsame Qualitätsstandards verständigt.',
    count: (count: number) => (count === 1 ? 'Ein Partner' : `${count} Partner`),
    kinds: {
      chamber: 'Kammern', accidentInsurer: 'Unfallversicherungsträger', healthInsurer: 'Krankenkassen', association: 'Verbände und Innungen',
      union: 'Gewerkschaften', institute: 'Forschung und Institute', agency: 'Agenturen und Förderstellen', consultants: 'Beratungsverbände',
      education: 'Bildung', public: 'Öffentliche Stellen', other: 'Weitere',
    },
    place: 'Sitz',
    website: 'Im Netz',
    since: 'Im Netzwerk seit',
    offers: 'Angebote',
    noOffers: 'Diese Organisation hat noch keine Angebote eingestellt.',
    allOffers: (name: string) => `Alle Angebote von ${name}`,
    networks: 'Arbeitet mit in',
    empty: 'Noch sind keine Partner eingetragen.',
  },
  {
    title: 'Partners',
    lead: 'These organisations contribute their offers to the network and have agreed on shared quality standards.',
    count: (count: number) => (count === 1 ? 'One partner' : `${count} partners`),
    kinds: {
      chamber: 'Chambers', accidentInsurer: 'Accident insurers', healthInsurer: 'Health insurers', association: 'Associations and guilds',
      union: 'Trade unions', institute: 'Research and institutes', agency: 'Agencies and funding bodies', consultants: 'Consultants’ associations',
      education: 'Education', public: 'Public bodies', other: 'Others',
    },
    place: 'Seat',
    website: 'On the web',
    since: 'In the network since',
    offers: 'Offers',
    noOffers: 'This organisation has not entered any offers yet.',
    allOffers: (name: string) => `All offers of ${name}`,
    networks: 'Takes part in',
    empty: 'No partners have been entered yet.',
  },
);
