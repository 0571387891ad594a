import { css } from 'lit'

/** The first line of a page: the way back, what it is about, and what can be done with that. */
export const titleLine = css`
  .title {
    display: flex;
    align-items: center;
    flex-wrap: wrap;
    gap: 4px 12px;
    margin-bottom: 12px;
  }
  .back {
    display: grid;
    place-items: center;
    width: 44px;
    height: 44px;
    margin-left: -12px;
    border-radius: 10px;
  }
  .back:hover {
    background: var(--sunken);
  }
`
