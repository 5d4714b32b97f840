/** Spells out what the sources abbreviate: "Töging a.Inn" and "Töging am Inn" are one place. */
export function placeKey(name: string): string {
  return (name.split(' - ')[0] ?? name) // the Sorbian name behind the German one
    .toLowerCase()
    .replace(/\ba\. ?d\. ?/g, 'an der ')
    .replace(/\ba\. ?/g, 'am ')
    .replace(/\bi\. ?/g, 'im ')
    .replace(/\bb\. ?/g, 'bei ')
    .replace(/\bv\. ?d\. ?/g, 'vor der ')
    .replace(/[()/,-]/g, ' ')
    .replace(/(^|\s)(sankt|st\.?)(?=\s)/g, '$1st')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The name without what tells it from its namesakes: "Mülheim an der Ruhr" → "mülheim". */
export function shortPlaceKey(name: string): string {
  const withoutAddition = name.replace(/\(.*|\/.*/, '');
  return placeKey(withoutAddition).replace(/ (am|an|im|in|bei|ob|vor|auf|unter|vorm|zu|der|dem|den|hinter) .*$/, '');
}
