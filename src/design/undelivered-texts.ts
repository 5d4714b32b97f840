import { catalogue } from '../platform/i18n/index.ts';

export const undeliveredTexts = catalogue(
  {
    title: (count: number) => (count === 1 ? 'Eine E-Mail ist nicht angekommen' : `${count} E-Mails sind nicht angekommen`),
    to: (address: string) => `An ${address},`,
    unknown: 'Diese Adresse gibt es nicht, sagt der Mailserver des Empfängers. Meist ist sie vertippt.',
    rejected: 'Ein Mailserver hat sie nicht angenommen.',
    later: 'Der Mailserver des Empfängers nimmt sie gerade nicht an.',
    noAnswer: 'Der Mailserver war nicht zu erreichen.',
    givenUp: (when: string) => `Aufgegeben am ${when}.`,
    nextTry: (when: string) => `Nächster Versuch: ${when}.`,
    toList: 'Ansehen und noch einmal senden',
    whatToDo: 'Prüfen Sie die Adresse, und fragen Sie auf einem anderen Weg nach. Die Geschäftsstelle kann die E-Mail noch einmal senden.',
  },
  {
    title: (count: number) => (count === 1 ? 'One e-mail has not arrived' : `${count} e-mails have not arrived`),
    to: (address: string) => `To ${address},`,
    unknown: 'There is no such address, says the receiver’s mail server. Mostly it is mistyped.',
    rejected: 'A mail server did not take it.',
    later: 'The receiver’s mail server does not take it at the moment.',
    noAnswer: 'The mail server could not be reached.',
    givenUp: (when: string) => `Given up on ${when}.`,
    nextTry: (when: string) => `Next try: ${when}.`,
    toList: 'View and send once more',
    whatToDo: 'Check the address, and ask in another way. The office can send the e-mail once more.',
  },
);
