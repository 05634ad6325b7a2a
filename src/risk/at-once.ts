/** Drives a question that is answered in blocks to its end at once. */
export function atOnce<A>(blocks: Generator<unknown, A>): A {
  for (;;) {
    const step = blocks.next()
    if (step.done === true) return step.value
  }
}
