import { catalogue } from '#platform/i18n/index.ts';

/** Texts of the way through a check: portions, what is said after a theme, versions, what moved. */
export const wayTexts = catalogue(
  {
    nextPortion: (themes: string, points: number, minutes: number) =>
      `Die nächsten zehn Minuten: ${themes} (${points} Punkte, etwa ${minutes} ${minutes === 1 ? 'Minute' : 'Minuten'}).`,
    afterTitle: (theme: string, open: number) =>
      open === 0 ? `„${theme}“ ist geschafft` : `„${theme}“: ${open === 1 ? 'ein Punkt ist' : `${open} Punkte sind`} noch nicht bewertet`,
    afterState: (urgent: number, some: number, open: number) =>
      urgent + some === 0
        ? open > 0
          ? ''
          : 'Hier läuft es gut.'
        : `${urgent === 0 ? '' : urgent === 1 ? 'Ein Punkt ist dringend' : `${urgent} Punkte sind dringend`}${urgent > 0 && some > 0 ? ', ' : ''}${some === 0 ? '' : some === 1 ? 'bei einem gibt es etwas zu tun' : `bei ${some} gibt es etwas zu tun`}.`,
    afterLeft: (points: number, minutes: number) =>
      points === 0
        ? 'Alle Punkte sind bewertet.'
        : `Noch ${points} ${points === 1 ? 'Punkt' : 'Punkte'}, etwa ${minutes} ${minutes === 1 ? 'Minute' : 'Minuten'}.`,
    afterPortion: 'Das waren etwa zehn Minuten: ein guter Moment für eine Pause. Alles ist gespeichert.',
    helps: 'Was es leichter macht',
    onTrial: 'In Erprobung',
    stop: 'Für heute aufhören',
    small: 'Eine kleine Maßnahme dazu:',
    takeSmall: 'Gleich in den Plan übernehmen',
    askSomebody: 'Jemanden dazu fragen',
    askAbout: (title: string) => `Jemanden dazu fragen: ${title}`,
    tune: 'Auf Ihren Betrieb zuschneiden',
    tuneLead: 'Alles hier ist freiwillig und lässt sich jederzeit ändern. Ihre Bewertungen bleiben.',
    tuneFocus: 'Welche Themen sind jetzt wichtig?',
    tuneFocusHint: 'Wählen Sie nur, was gerade zählt. Ohne Auswahl kommen alle dran. Alle Themen braucht es erst für eine Selbsterklärung.',
    tuneCompany: 'Ihr Betrieb',
    tuneCompanyHint: 'Damit fragen wir nur, was zu Ihnen passt, in den Worten Ihrer Branche.',
    tuneWords: 'Sprache der Fragen',
    words: { normal: 'Alltagssprache', plain: 'Leichte Sprache' },
    plainPartly: 'Noch nicht alle Texte gibt es in Leichter Sprache.',
    tuneSave: 'Speichern',
    later: 'später',
    focusOn: (count: number, of: number) => `Sie machen gerade ${count} von ${of} Themen.`,
    newVersion: 'Es gibt eine neue Fassung dieses Checks',
    newVersionHint: (older: number, newer: number) =>
      `Sie arbeiten mit Fassung ${older}. Sie können dabei bleiben oder in Fassung ${newer} weitermachen.`,
    newVersionLook: 'Ansehen, was neu ist',
    versionTitle: (version: number) => `Fassung ${version}`,
    versionLead:
      'Ihre Antworten gehen mit, soweit es die Punkte noch gibt. Ihr Maßnahmenplan geht ganz mit. Der bisherige Bogen bleibt, wie er ist.',
    kept: (count: number) => `${count} ${count === 1 ? 'Antwort wird' : 'Antworten werden'} übernommen.`,
    added: 'Neu gefragt',
    changed: 'Anders gefragt, bitte noch einmal ansehen',
    gone: 'Nicht mehr gefragt',
    none: 'Nichts.',
    carry: 'In die neue Fassung übernehmen',
    carryNewest: 'Das ist die neueste Fassung.',
    again: 'Noch einmal bewerten',
    againTitle: 'Diesen Check noch einmal machen',
    againLead:
      'Sie bewerten alles neu und sehen danach, was sich bewegt hat. Offene Maßnahmen gehen mit in den neuen Bogen; der bisherige bleibt, wie er ist.',
    againButton: 'Neu bewerten',
    compare: 'Wo stehen andere Betriebe?',
    moved: 'Was hat sich bewegt?',
    movedLead: (before: string, now: string) => `${before} und ${now} im Vergleich.`,
    movedNone: 'Zu diesem Bogen gibt es keinen früheren.',
    movedSummary: (better: number, worse: number, same: number) =>
      `${better} ${better === 1 ? 'Punkt ist' : 'Punkte sind'} besser geworden, ${worse} schlechter, ${same} gleich geblieben.`,
    better: 'Besser geworden',
    worse: 'Schlechter geworden',
    fromTo: (from: string, to: string) => `${from} → ${to}`,
    movedPlan: (done: number, of: number) => `Vom damaligen Plan ${done === 1 ? 'ist' : 'sind'} ${done} von ${of} Maßnahmen erledigt.`,
    flash: {
      zugeschnitten: 'Gespeichert. Der Check ist jetzt auf Ihren Betrieb zugeschnitten.',
      neueFassung: 'Ihre Antworten sind übernommen. Sie arbeiten jetzt in der neuen Fassung.',
      neuBewertet: 'Ein neuer Bogen ist angelegt. Ihre offenen Maßnahmen sind dabei.',
    },
  },
  {
    nextPortion: (themes: string, points: number, minutes: number) =>
      `The next ten minutes: ${themes} (${points} points, about ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}).`,
    afterTitle: (theme: string, open: number) =>
      open === 0 ? `“${theme}” is done` : `“${theme}”: ${open === 1 ? 'one point is' : `${open} points are`} not rated yet`,
    afterState: (urgent: number, some: number, open: number) =>
      urgent + some === 0
        ? open > 0
          ? ''
          : 'This works well.'
        : `${urgent === 0 ? '' : urgent === 1 ? 'One point is urgent' : `${urgent} points are urgent`}${urgent > 0 && some > 0 ? ', ' : ''}${some === 0 ? '' : `there is something to do at ${some}`}.`,
    afterLeft: (points: number, minutes: number) =>
      points === 0
        ? 'All points are rated.'
        : `${points} ${points === 1 ? 'point' : 'points'} left, about ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`,
    afterPortion: 'That was about ten minutes: a good moment for a break. Everything is saved.',
    helps: 'What makes it easier',
    onTrial: 'On trial',
    stop: 'Stop for today',
    small: 'A small measure on it:',
    takeSmall: 'Put it into the plan right away',
    askSomebody: 'Ask somebody about it',
    askAbout: (title: string) => `Ask somebody about it: ${title}`,
    tune: 'Fit it to your company',
    tuneLead: 'Everything here is voluntary and can be changed at any time. Your ratings stay.',
    tuneFocus: 'Which themes matter now?',
    tuneFocusHint:
      'Choose only what counts at the moment. Without a choice all are asked. All themes are needed only for a self-declaration.',
    tuneCompany: 'Your company',
    tuneCompanyHint: 'With this we ask only what fits you, in the words of your trade.',
    tuneWords: 'Language of the questions',
    words: { normal: 'Everyday language', plain: 'Easy-to-read German' },
    plainPartly: 'Not all texts are there in easy-to-read German yet.',
    tuneSave: 'Save',
    later: 'later',
    focusOn: (count: number, of: number) => `You are doing ${count} of ${of} themes at present.`,
    newVersion: 'There is a new version of this check',
    newVersionHint: (older: number, newer: number) =>
      `You are working with version ${older}. You may stay with it or go on in version ${newer}.`,
    newVersionLook: 'See what is new',
    versionTitle: (version: number) => `Version ${version}`,
    versionLead:
      'Your answers go along as far as the points still exist. Your action plan goes along as a whole. The sheet so far stays as it is.',
    kept: (count: number) => `${count} ${count === 1 ? 'answer is' : 'answers are'} carried over.`,
    added: 'Asked for the first time',
    changed: 'Asked differently, please look again',
    gone: 'No longer asked',
    none: 'Nothing.',
    carry: 'Carry over to the new version',
    carryNewest: 'This is the newest version.',
    again: 'Rate again',
    againTitle: 'Do this check again',
    againLead:
      'You rate everything anew and then see what moved. Open measures go along into the new sheet; the one so far stays as it is.',
    againButton: 'Rate anew',
    compare: 'Where do other companies stand?',
    moved: 'What moved?',
    movedLead: (before: string, now: string) => `${before} and ${now} compared.`,
    movedNone: 'There is no earlier sheet to this one.',
    movedSummary: (better: number, worse: number, same: number) =>
      `${better} ${better === 1 ? 'point has' : 'points have'} become better, ${worse} worse, ${same} stayed the same.`,
    better: 'Better now',
    worse: 'Worse now',
    fromTo: (from: string, to: string) => `${from} → ${to}`,
    movedPlan: (done: number, of: number) => `Of the plan back then ${done} of ${of} measures are done.`,
    flash: {
      zugeschnitten: 'Saved. The check now fits your company.',
      neueFassung: 'Your answers are carried over. You now work in the new version.',
      neuBewertet: 'A new sheet is there. Your open measures are in it.',
    },
  },
);
