import { css } from 'lit'

/** Where things stand on the page of the log. */
export const logLayout = css`
  .title {
    display: flex;
    align-items: center;
    flex-wrap: wrap;
    gap: 8px;
    margin-bottom: 12px;
  }
  h1 {
    margin-right: auto;
  }
  .pause {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-width: 110px;
    justify-content: center;
  }
  .pause[aria-pressed='true'] {
    background: var(--ink);
    border-color: var(--ink);
    color: var(--page);
  }
  .exports {
    display: flex;
    gap: 8px;
  }
  .filters {
    display: grid;
    grid-template-columns: 220px 220px minmax(0, 1fr);
    gap: 12px;
    margin-bottom: 12px;
  }
  [role='alert'] .problem {
    margin-bottom: 12px;
  }
  .missing {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 12px;
    margin-bottom: 12px;
  }
  .entries {
    margin: 0;
    padding: 0;
    list-style: none;
    min-height: 60vh;
    overflow: hidden;
  }
  li {
    display: grid;
    grid-template-columns: 10.5em 6.5em minmax(0, 12em) minmax(0, 1fr);
    gap: 2px 12px;
    padding: 8px 16px;
    border-bottom: 1px solid var(--line);
    font-size: 0.9375rem;
    content-visibility: auto;
    contain-intrinsic-size: auto 38px;
  }
  li > * {
    overflow-wrap: anywhere;
  }
  .none {
    display: block;
    padding: 24px 16px;
    color: var(--quiet);
    border: 0;
  }
  .level {
    display: flex;
    align-items: center;
    align-self: start;
    gap: 6px;
    color: var(--quiet);
  }
  .message {
    white-space: pre-line;
  }
  .warning .level,
  .warning .message,
  .error .message {
    color: var(--ink);
    font-weight: 600;
  }
  .error .level {
    color: var(--alarm);
    font-weight: 650;
  }
  .older {
    display: block;
    margin: 12px auto 0;
    min-width: 240px;
  }
  .end {
    text-align: center;
    color: var(--quiet);
    margin-top: 12px;
    min-height: 1.45em;
  }
  @media (max-width: 859px) {
    .filters {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    }
    .filters .text {
      grid-column: 1 / -1;
    }
    li {
      grid-template-columns: auto auto minmax(0, 1fr);
      padding: 10px 12px;
    }
    li .message {
      grid-column: 1 / -1;
    }
    li time,
    li .level,
    li .source {
      font-size: 0.8125rem;
    }
    h1 {
      width: 100%;
    }
    .pause {
      margin-right: auto;
    }
  }
`
