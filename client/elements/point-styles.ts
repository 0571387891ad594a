import { css } from 'lit'

/** Points or events to type in, one below the other, each with a button beside it. */
export const pointRows = css`
  li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 44px;
    gap: 8px;
    padding: 10px 0;
    border-top: 1px solid var(--line);
  }
  li:first-child {
    border-top: 0;
  }
`
