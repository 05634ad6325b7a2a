import { paramsOn } from '../../engine/margin.ts'
import { venues } from '../../venues/index.ts'

/** `venues`: every venue that has landed, the dates of its rules by coin (`*` = common to all), accuracy, and its newest record. */
export const listVenues = (): unknown =>
  venues.map((venue) => {
    const rules: Record<string, string[]> = {}
    for (const { underlying, from } of [...venue.versions, ...venue.common]) rules[underlying] = [...(rules[underlying] ?? []), from].sort()
    return {
      id: venue.id,
      label: venue.label,
      source: venue.source,
      rules,
      accuracy: venue.accuracy,
      parameters: paramsOn(venue).params,
    }
  })
