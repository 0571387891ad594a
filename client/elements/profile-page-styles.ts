import { css } from 'lit'

/** Where things stand in the editor: chart and its notes left, what is typed right; one below the other on a phone. */
export const profileLayout = css`
  :host {
    display: block;
  }
  .title {
    display: flex;
    align-items: center;
    flex-wrap: wrap;
    gap: 8px 12px;
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
  h1 {
    flex: 1 1 180px;
    min-width: 0;
  }
  .title h1 input {
    width: 100%;
    font-size: 1.375rem;
    font-weight: 650;
    min-height: 48px;
    border-color: transparent;
    background: none;
  }
  .title h1 input:hover,
  .title h1 input:focus {
    border-color: var(--control);
    background: var(--card);
  }
  h2 {
    font-size: 1rem;
    font-weight: 650;
  }
  .actions {
    display: flex;
    gap: 8px;
  }
  .columns {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(320px, 380px);
    gap: 16px;
    align-items: start;
  }
  .side {
    display: grid;
    gap: 16px;
    min-width: 0;
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 16px;
    align-items: start;
    margin-top: 12px;
  }
  .hint {
    font-size: 0.875rem;
    margin-top: 8px;
  }
  .banner {
    display: grid;
    gap: 8px;
    margin-bottom: 12px;
  }
  .problem.banner {
    display: flex;
  }
  .banner .row {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .changes {
    display: grid;
    gap: 6px;
    margin-top: 8px;
    padding: 12px;
    border-radius: 12px;
    background: var(--sunken);
  }
  .changes li {
    display: flex;
    gap: 8px;
  }
  @media (max-width: 859px) {
    .columns {
      grid-template-columns: minmax(0, 1fr);
      gap: 12px;
    }
    .side {
      gap: 12px;
    }
    .actions {
      width: 100%;
    }
    .actions .loud {
      flex: 1;
    }
  }
`
