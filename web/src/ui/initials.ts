/** Two letters for a face: «Ольга Смирнова» ОС, «3 А Родители» 3А, «Учительская» УЧ. */
export function initialsOf(name: string): string {
  const unit = /^(\d{1,2})\s*«?(\p{L})(?!\p{L})/u.exec(name);
  if (unit) return `${unit[1]}${unit[2]}`.toUpperCase();
  const words = name.match(/[\p{L}\d]+/gu) ?? [];
  const first = words[0] ?? '?';
  const last = words.length > 1 ? words.at(-1) : undefined;
  return (last ? `${first[0]}${last[0]}` : first.slice(0, 2)).toUpperCase();
}
