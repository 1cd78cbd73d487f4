/** `0A1B 2C3D …`, as the card shows a member's number. */
export function memberNumberWords(publicId: string): string {
  return publicId.toUpperCase().replace(/(.{4})(?=.)/g, "$1 ");
}
