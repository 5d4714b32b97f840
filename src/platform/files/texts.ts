import { catalogue } from '../i18n/index.ts';

/** What is said of a file that was not read to its end; `broken` is for each form to say in its own words. */
export const fileTexts = catalogue(
  {
    tooSlow: 'Die Datei ließ sich nicht rechtzeitig lesen. Bitte speichern Sie sie neu oder teilen Sie sie.',
    bomb: 'Die Datei ist ausgepackt viel zu groß und wird nicht geöffnet.',
    busy: 'Im Augenblick werden andere Dateien gelesen. Bitte versuchen Sie es in einer Minute noch einmal.',
  },
  {
    tooSlow: 'The file could not be read in time. Please save it anew or divide it.',
    bomb: 'The file is far too large when unpacked and is not opened.',
    busy: 'Other files are being read at the moment. Please try again in a minute.',
  },
);
