import { catalogue } from '../i18n/index.ts';

export const formTexts = catalogue(
  {
    required: 'Bitte füllen Sie dieses Feld aus.',
    choice: 'Bitte wählen Sie eine der angebotenen Möglichkeiten.',
    tooLong: (max: number) => `Das ist zu lang: höchstens ${max} Zeichen.`,
    email: 'Bitte geben Sie eine vollständige E-Mail-Adresse an, zum Beispiel name@betrieb.de.',
    emailAscii: 'Anmelden kann man sich nur mit einer Adresse ohne Umlaute vor dem @-Zeichen.',
    date: 'Bitte geben Sie ein Datum an, zum Beispiel 2027-03-31.',
    number: 'Bitte geben Sie eine ganze Zahl an.',
    range: (min: number, max: number) => `Bitte geben Sie eine Zahl von ${min} bis ${max} an.`,
    noLink: 'Hier steht ein Name. Eine Internetadresse gehört nicht dazu.',
    consent: 'Ohne Ihre Zustimmung können wir das nicht weitergeben.',
    postalCode: 'Bitte geben Sie eine Postleitzahl aus fünf Ziffern oder einen Ortsnamen an.',
    invalid: 'Diese Angabe verstehen wir nicht.',
    time: 'Bitte geben Sie eine Uhrzeit an, zum Beispiel 09:30.',
  },
  {
    required: 'Please fill in this field.',
    choice: 'Please choose one of the options.',
    tooLong: (max: number) => `This is too long: at most ${max} characters.`,
    email: 'Please enter a complete e-mail address, for example name@company.com.',
    emailAscii: 'One can sign in only with an address that has no umlauts before the @ sign.',
    date: 'Please enter a date, for example 2027-03-31.',
    number: 'Please enter a whole number.',
    range: (min: number, max: number) => `Please enter a number from ${min} to ${max}.`,
    noLink: 'This is a name. A web address is no part of it.',
    consent: 'Without your consent we cannot pass this on.',
    postalCode: 'Please enter a postal code of five digits or the name of a place.',
    invalid: 'We do not understand this entry.',
    time: 'Please give a time of day, for example 09:30.',
  },
);
