import { catalogue } from '#platform/i18n/index.ts';

export const savedTexts = catalogue(
  {
    title: 'Suche merken',
    open: 'Bescheid bekommen, wenn etwas Neues passt',
    email: 'E-Mail-Adresse',
    emailHint:
      'Nur dafür. Sie bestätigen sie mit einem Link, und jede Mail enthält einen Link zum Abbestellen. Höchstens eine Mail am Tag.',
    button: 'Suche merken',
    asked: 'Bitte sehen Sie in Ihr Postfach und bestätigen Sie.',
    tooMany: 'An diese Adresse ging heute schon einiges. Bitte versuchen Sie es morgen wieder.',
    confirmTitle: 'Gemerkte Suche bestätigen',
    confirmLead: (email: string, what: string) => `Soll Bescheid über Neues zu „${what}“ an ${email} gehen?`,
    confirm: 'Ja, Bescheid geben',
    active: (email: string, what: string) => `Über Neues zu „${what}“ schreiben wir an ${email}.`,
    stop: 'Nicht mehr Bescheid geben',
    ended: 'Sie bekommen zu dieser Suche keine Mail mehr. Ihre Adresse ist gelöscht.',
    toSearch: 'Zur Suche',
    everything: 'alle Einträge',
    mail: {
      confirmSubject: 'Bitte bestätigen: Bescheid über Neues',
      confirm: (what: string, url: string) =>
        `Guten Tag,\n\njemand hat darum gebeten, an diese Adresse Bescheid zu geben, wenn es zu „${what}“ Neues gibt. Waren Sie das? Dann bestätigen Sie hier:\n\n${url}\n\nWenn nicht, tun Sie nichts. Die Adresse wird nach zwei Wochen gelöscht.`,
      subject: (what: string) => `Neu zu „${what}“`,
      text: (what: string, list: string, more: number, url: string): string =>
        `Guten Tag,\n\nzu „${what}“ gibt es Neues:\n\n${list}${more > 0 ? `\n\nund ${more} weitere.` : ''}\n\nAlle Treffer: ${url}`,
      foot: (stop: string) => `\n\nKein Bescheid mehr: ${stop}`,
    },
  },
  {
    title: 'Save search',
    open: 'Be told when something new fits',
    email: 'E-mail address',
    emailHint: 'Only for this. You confirm it by a link, and every mail holds a link to end it. One mail a day at the most.',
    button: 'Save search',
    asked: 'Please look into your mailbox and confirm.',
    tooMany: 'A lot has gone to this address today already. Please try again tomorrow.',
    confirmTitle: 'Confirm saved search',
    confirmLead: (email: string, what: string) => `Shall news on “${what}” go to ${email}?`,
    confirm: 'Yes, tell me',
    active: (email: string, what: string) => `News on “${what}” goes to ${email}.`,
    stop: 'No more mail',
    ended: 'You get no more mail on this search. Your address is deleted.',
    toSearch: 'To the search',
    everything: 'all entries',
    mail: {
      confirmSubject: 'Please confirm: news on your search',
      confirm: (what: string, url: string) =>
        `Hello,\n\nsomebody asked us to write to this address when there is something new on “${what}”. Was it you? Then confirm here:\n\n${url}\n\nIf not, do nothing. The address is deleted after two weeks.`,
      subject: (what: string) => `New on “${what}”`,
      text: (what: string, list: string, more: number, url: string): string =>
        `Hello,\n\nthere is something new on “${what}”:\n\n${list}${more > 0 ? `\n\nand ${more} more.` : ''}\n\nAll hits: ${url}`,
      foot: (stop: string) => `\n\nNo more mail: ${stop}`,
    },
  },
);
