import { css } from 'lit'

/** A page that lists things as cards, with a button for another one. */
export const listLayout = css`
  .head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
    margin-bottom: 16px;
  }
  ul {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 320px), 1fr));
    gap: 12px;
  }
  li a {
    display: grid;
    gap: 2px;
    text-decoration: none;
    min-height: 76px;
  }
  @media (hover: hover) {
    li a:hover {
      border-color: var(--control);
    }
  }
  .name {
    font-weight: 650;
    font-size: 1.0625rem;
    overflow-wrap: anywhere;
  }
  .who {
    display: flex;
    gap: 6px;
    margin-top: 6px;
  }
  .empty {
    max-width: 60ch;
    display: grid;
    gap: 12px;
    justify-items: start;
  }
`
