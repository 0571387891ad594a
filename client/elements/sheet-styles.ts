import { css } from 'lit'

/** A dialog that rises from the bottom edge on a phone and stands in the middle of a desktop. */
export const sheet = css`
  wa-dialog {
    --width: 440px;
    --spacing: 16px;
    --show-duration: 150ms;
    --hide-duration: 100ms;
  }
  wa-dialog::part(dialog) {
    border: 1px solid var(--line);
  }
  .head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
    margin-bottom: 12px;
  }
  /* It covers the page: its heading is as large as a page's. */
  .head h2 {
    font-size: 1.375rem;
    overflow-wrap: anywhere;
  }
  .head button {
    border-color: transparent;
    padding: 0;
    flex: none;
  }
  @media (max-width: 719px) {
    wa-dialog {
      --width: 100%;
    }
    wa-dialog::part(dialog) {
      max-width: 100%;
      margin: auto 0 0;
      border-radius: 20px 20px 0 0;
      border-width: 1px 0 0;
      padding-bottom: env(safe-area-inset-bottom);
    }
  }
  @media (prefers-reduced-motion: reduce) {
    wa-dialog {
      --show-duration: 0ms;
      --hide-duration: 0ms;
    }
  }
`
