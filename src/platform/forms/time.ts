/** "9", "9:30", "9.30 Uhr", "09:30" as `HH:MM`; undefined where it is no time of day. */
export function clockTime(text: string): string | undefined {
  const [, hours = '', minutes = '00'] = /^(\d{1,2})(?:\s?[:.h]\s?(\d\d))?\s*(?:uhr|h)?$/i.exec(text.trim()) ?? [];
  if (hours === '' || Number(hours) > 23 || Number(minutes) > 59) return undefined;
  return `${hours.padStart(2, '0')}:${minutes}`;
}
