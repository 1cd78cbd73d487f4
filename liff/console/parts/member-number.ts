/** `0A1B 2C3D …`, as the card shows it. */
export function numberOf(publicId: string): string {
  return publicId.toUpperCase().replace(/(.{4})(?=.)/g, "$1 ");
}
