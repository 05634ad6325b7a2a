import { restartEngine } from '../../store/engine.ts'
import { useRun } from '../../store/run.ts'
import { notify, useUi } from '../../store/ui.ts'
import { fixed } from '../format.ts'
import { Icon } from '../ui/Icon.tsx'
import css from './Bars.module.css'

/** What the engine is doing; trouble in words with a way out; what the screen has to say. */
export function Status() {
  const status = useRun((s) => s.status)
  const fault = useRun((s) => s.fault)
  const took = useRun((s) => s.answer?.took)
  const notice = useUi((s) => s.notice)
  const trouble = status.state === 'trouble' ? status.message : fault
  return (
    <div className={css.status} data-testid="status" data-state={trouble === undefined ? status.state : 'trouble'} role="status">
      {trouble !== undefined ? (
        <>
          <span className={css.trouble}>
            <Icon name="alert" size={14} /> <span>{trouble}</span>
          </span>
          <button type="button" className={css.inline} onClick={restartEngine}>
            Start it again
          </button>
        </>
      ) : notice !== undefined ? (
        <>
          <span className={css.notice} title={notice}>
            {notice}
          </span>
          <button type="button" className={css.inline} onClick={() => notify(undefined)}>
            OK
          </button>
        </>
      ) : (
        <span className={css.quiet} aria-live="off">
          {status.state === 'starting' ? 'Starting the engine' : took === undefined ? 'Computing' : `Computed in ${fixed(took, 1)} ms`}
        </span>
      )}
    </div>
  )
}
