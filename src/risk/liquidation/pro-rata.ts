/** An account at the moment of a pro-rata liquidation. USD. */
export interface ProRataAccount {
  readonly accountValue: number
  /** Maintenance margin requirement. */
  readonly mmr: number
}
export interface ProRataRules {
  /** Of the maintenance requirement of what is closed. */
  readonly fee: number
  /** Shares are multiples of this. */
  readonly step: number
  /** The margin ratio afterwards must be below this. */
  readonly target: number
}
export interface ProRataRow {
  readonly share: number
  readonly mmr: number
  readonly penalty: number
  readonly accountValue: number
  /** Requirement / account value; infinite where nothing is left. */
  readonly ratio: number
}
export interface ProRata {
  /** Every share below the whole, in order. */
  readonly table: readonly ProRataRow[]
  /** The smallest share that works; 1 where none does: everything is closed. */
  readonly share: number
  readonly penalty: number
}

/**
 * Paradex's pro-rata liquidation (sheet, section 9, official; exact): after a share s the requirement is (1 − s)·MMR, the penalty s·fee·MMR, the
 * account value what is left; the smallest share whose ratio is below the target is taken.
 */
export function proRata({ accountValue, mmr }: ProRataAccount, { fee, step, target }: ProRataRules): ProRata {
  const table: ProRataRow[] = []
  const rowOf = (share: number): ProRataRow => {
    const left = (1 - share) * mmr
    const penalty = share * fee * mmr
    const value = accountValue - penalty
    return { share, mmr: left, penalty, accountValue: value, ratio: value > 0 ? left / value : Number.POSITIVE_INFINITY }
  }
  // Multiples are counted, not added: 3 × 0.2 must not pass 0.6.
  for (let k = 1; k * step < 1 - 1e-9; k++) table.push(rowOf(Math.round(k * step * 1e12) / 1e12))
  const works = table.find((row) => row.accountValue > 0 && row.ratio < target) ?? rowOf(1)
  return { table, share: works.share, penalty: works.penalty }
}
