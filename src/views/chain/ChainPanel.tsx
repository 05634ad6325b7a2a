/** Filled in by its own commit. */
export default function ChainPanel() {
  return null
}
