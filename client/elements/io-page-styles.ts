import { css } from 'lit'

/** Where things stand on the page of boards and pins. */
export const ioLayout = css`
  .title {
    display: flex;
    align-items: center;
    justify-content: space-between;
    min-height: 44px;
    margin-bottom: 12px;
  }
  h2 {
    margin-bottom: 4px;
  }
  .columns {
    display: grid;
    grid-template-columns: minmax(0, 1.15fr) minmax(0, 1fr);
    gap: 16px;
    align-items: start;
  }
  .boards,
  .lists {
    display: grid;
    gap: 16px;
    min-width: 0;
  }
  .lists .card > button {
    margin-top: 8px;
  }
  .steps {
    margin-bottom: 16px;
    max-width: 640px;
  }
  .steps ol {
    margin: 12px 0 0;
    padding: 0;
    list-style: none;
    display: grid;
    gap: 14px;
  }
  .steps li {
    display: flex;
    gap: 12px;
    color: var(--quiet);
  }
  .steps li[aria-current] {
    color: var(--ink);
  }
  .steps p {
    margin-top: 8px;
  }
  .count {
    display: grid;
    place-items: center;
    flex: none;
    width: 28px;
    height: 28px;
    border: 2px solid currentColor;
    border-radius: 50%;
    font-weight: 700;
  }
  .unsure {
    color: var(--quiet);
    background: var(--hatch);
    border-radius: 6px;
  }
  @media (max-width: 859px) {
    .columns {
      grid-template-columns: minmax(0, 1fr);
      gap: 12px;
    }
    .boards,
    .lists {
      gap: 12px;
    }
  }
`
