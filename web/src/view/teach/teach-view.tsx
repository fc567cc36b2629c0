export function TeachView() {
  return null;
}
