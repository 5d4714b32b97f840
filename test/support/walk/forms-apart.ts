const all = (reason: string, routes: readonly string[]): Record<string, string> =>
  Object.fromEntries(routes.map((route) => [route, reason]));

/**
 * Routes whose form the walk does not meet, and why. What forms do with keys and versions is done where all pages pass
 * (platform/http/posted), for these as for all.
 */
export const NOT_MET: Readonly<Record<string, string>> = {
  ...all('a script sends it, no form', [
    '/api/passkey/anmelden',
    '/api/passkey/anmelden/beginn',
    '/api/passkey/einrichten',
    '/api/passkey/einrichten/beginn',
    '/begleitung/:token/aenderungen',
    '/bogen/:token/aenderungen',
  ]),
  ...all('the fixture has no record in this state, or its people are strong already', [
    '/geschaeftsstelle/akkreditierung/kampagnen/:campaign/anhalten',
    '/geschaeftsstelle/akkreditierung/kampagnen/:campaign/unklare',
    '/aufnahmen/:id/vorlage',
    '/anfrage/an/:token',
    '/geschaeftsstelle/akkreditierung/:application/vorlage',
    '/geschaeftsstelle/akkreditierung/:application/entscheidung',
    '/geschaeftsstelle/akkreditierung/:application/entziehen',
    '/beratungsprofil/:consultant/akkreditierung/:application/zuruecknehmen',
    '/beratungsprofil/:consultant/akkreditierung/:application/widerspruch',
    '/praedikate/pruefung/:decision/entscheiden',
    '/geschaeftsstelle/verankerung/:organisation/beispiel',
    '/redaktion/newsletter/:issue/anhalten',
    '/redaktion/newsletter/:issue/beenden',
    '/redaktion/newsletter/:issue/unklare',
    '/organisation/:organisation/kurse/:course/aufgaben/:enrolment/:module',
    '/organisation/:organisation/kurse/:course/abschluss/:enrolment',
    '/faelle/:case/scheck',
    '/faelle/:case/abrechnung',
    '/faelle/:case/abschluss',
    '/fall/:token/ziele',
    '/wegweiser/passt-nicht',
    '/betrieb/:company/praedikat/:award',
    '/bogen/:token/erklaerung',
    '/checks/:id/uebernehmen',
    '/geschaeftsstelle/zugaenge/probe',
    '/standards/:draft/einladung/anhalten',
    '/standards/:draft/einladung/beenden',
    '/standards/:draft/einladung/unklare',
    '/standards/:draft/kommentar/:comment',
    '/team/:token/abgeben',
    '/neuigkeiten/:slug/mitmachen',
    '/geschaeftsstelle/daten/einlesen/:id/antworten',
    '/geschaeftsstelle/daten/einlesen/:id/anwenden',
    '/geschaeftsstelle/mitarbeit/einladungen/:invitation/zuruecknehmen',
    '/konto/sicherheit/passkeys/:id/entfernen',
    '/konto/sicherheit/passwort/entfernen',
    '/konto/sicherheit/sitzungen/beenden',
    '/konto/sicherheit/sitzungen/:id/beenden',
    '/konto/sicherheit/wiederherstellung',
    '/konto/sicherheit/zweiter-faktor/aus',
    '/gremienarbeit/import/:id/verwerfen',
    '/gremienarbeit/personen/:id/adresse',
    '/einspruch/:token',
    '/gremienarbeit/sitzungen/:id/beginnen',
    '/gremienarbeit/sitzungen/:id/einwand/:objection',
    '/gremienarbeit/vereinbarungen/:id/vorlage',
    '/redaktion/:item/wieder',
    '/geschichtenwerkstatt/aus-fall/:case',
    '/geschichtenwerkstatt/:story/veroeffentlichen',
    '/geschichte/:token/freigeben',
    '/geschichte/:token/aendern',
    '/geschichte/:token/wieder',
    '/anfrage/stand/:token/zurueckziehen',
    '/betrieb/:company/nachweis',
    '/betrieb/:company/vergleich',
    '/netzwerk/:network/stand',
  ]),
};

/** Forms with something in them that edit no record: it is only suggested, and the form is empty again once it is sent. */
export const NO_RECORD: Readonly<Record<string, string>> = {
  ...all('something new is made of it', [
    '/anfrage',
    '/bogen/:token/gemeinsam',
    '/bogen/:token/plan',
    '/bogen/:token/plan/erste',
    '/bogen/:token/team',
    '/geschaeftsstelle/mittel',
    '/geschaeftsstelle/mittel/:pledge/eingang',
    '/organisation/:organisation/angebote/neu',
    '/organisation/:organisation/verankerung/massnahmen',
    '/redaktion/neu',
    '/redaktion/newsletter',
    '/transfer/:project',
    '/transfer/neu',
    '/trends/:trend/beobachtungen',
    '/trends/beobachtungen',
  ]),
  ...all('it is taken from its day on, and the one of the fixture lies ahead', ['/austausch/:exchange/teilnahme']),
  ...all('the form is gone once it is sent', ['/geschaeftsstelle/zugaenge/einladen', '/gremienarbeit/vorlagen/:id/ergebnis']),
};

/** Forms whose second click does something on purpose. */
export const NOT_TWICE: Readonly<Record<string, string>> = {
  '/anmelden': 'whoever asks again for a link gets another letter; the limit of letters stands',
  '/konto/sicherheit/zweiter-faktor': 'each try shows a secret of its own, the last one holds',
};
