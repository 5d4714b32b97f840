import { type FormErrors, type FormInput, typed } from '#platform/forms/index.ts';
import type { Locale } from '#platform/i18n/index.ts';
import type { FactDefinition, Facts, FactValue } from './model.ts';
import { programmesTexts } from './texts.ts';

/** A number as Germans and machines write it; undefined where it is none. */
export function numberIn(text: string): number | undefined {
  const plain = text.trim().replace(',', '.');
  return /^\d{1,9}(?:\.\d{1,3})?$/.test(plain) ? Number(plain) : undefined;
}

/** What a company answered; a field left empty is not known, one filled in wrongly is named. */
export function readFacts(input: FormInput, definitions: readonly FactDefinition[], locale: Locale): { facts: Facts; errors: FormErrors } {
  const facts: Record<string, FactValue | undefined> = {};
  const errors: FormErrors = {};
  for (const { id, kind, max = 1_000_000, options } of definitions) {
    const given = typed(input, id).trim();
    if (given === '') continue;
    if (kind === 'yesNo') {
      if (given === 'ja' || given === 'nein') facts[id] = given === 'ja';
    } else if (kind === 'choice') {
      if (options?.some((option) => option.id === given)) facts[id] = given;
    } else {
      const value = numberIn(given);
      if (value === undefined || value > max) errors[id] = programmesTexts(locale).range(max);
      else facts[id] = value;
    }
  }
  return { facts, errors };
}
