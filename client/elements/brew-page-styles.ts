import { css } from 'lit'

/** For a phone at arm's length: everything on one screen, the button at the bottom under the thumb. */
export const brewLayout = css`
  :host {
    display: block;
    max-width: 900px;
    margin: 0 auto;
  }
  .title {
    flex-wrap: nowrap;
    gap: 4px;
    height: 60px;
    margin: 0;
  }
  .title undo-toast {
    margin-left: auto;
    flex: none;
  }
  .back {
    flex: none;
  }
  .choose a {
    display: inline-block;
    line-height: 44px;
  }
  .title p {
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .brew {
    display: grid;
    grid-template-rows: auto minmax(96px, 1fr) auto auto auto auto;
    gap: 10px;
    /* What is above it, an alarm perhaps, is measured. */
    min-height: calc(100dvh - var(--above, 120px) - 20px);
  }
  /* Its box is what is left of the screen, however large the type in it. */
  h1 {
    position: relative;
    font-size: 1rem;
  }
  fit-text {
    position: absolute;
    inset: 0;
  }
  .step {
    font-size: 1.125rem;
    font-weight: 600;
  }
  .figures {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 4px 20px;
  }
  .time {
    font-size: 2.75rem;
    font-weight: 650;
    line-height: 1.1;
  }
  .time small,
  .target {
    font-size: 1.125rem;
    font-weight: 500;
    color: var(--quiet);
  }
  .target .icon {
    margin-right: 4px;
  }
  .addition {
    display: flex;
    gap: 8px;
    align-items: center;
    font-weight: 600;
  }
  .upcoming {
    display: grid;
    gap: 2px;
    font-size: 0.9375rem;
    color: var(--quiet);
    list-style: none;
    margin: 0;
    padding: 0;
  }
  .actions {
    display: grid;
    gap: 8px;
    position: sticky;
    bottom: 0;
    padding-block: 8px;
    background: var(--page);
  }
  .act {
    width: 100%;
    min-height: 76px;
    font-size: 1.375rem;
    font-weight: 700;
    border-radius: 16px;
    background: var(--ink);
    border-color: var(--ink);
    color: var(--page);
  }
  .act:hover:not(:disabled),
  .act:active:not(:disabled) {
    background: color-mix(in srgb, var(--ink) 85%, var(--page));
  }
  .small {
    display: grid;
    grid-template-columns: repeat(3, minmax(0, 1fr));
    gap: 8px;
  }
  .small button {
    min-height: 48px;
    padding: 0 4px;
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
  }
  .problem {
    display: flex;
    gap: 8px;
    font-weight: 550;
  }
  .problem .icon {
    color: var(--alarm);
  }
  @media (max-width: 719px) {
    .brew {
      min-height: calc(100dvh - var(--above, 120px) - 64px - env(safe-area-inset-bottom));
      gap: 6px;
    }
    .time {
      font-size: 2.25rem;
    }
    process-value {
      --value-size: 2.25rem;
    }
    .actions {
      bottom: calc(64px + env(safe-area-inset-bottom));
    }
  }
  /* A phone that is turned: side by side, or the buttons would lie over what is to be done. */
  @media (max-height: 479px) {
    .title {
      height: 44px;
    }
    .actions {
      grid-template-columns: repeat(2, minmax(0, 1fr));
      padding-block: 4px;
    }
    .act {
      min-height: 52px;
    }
    .small button {
      min-height: 52px;
    }
  }
`
