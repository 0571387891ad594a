import { css } from 'lit'

/** Where things stand on the page of the settings. */
export const settingsLayout = css`
  h1 {
    margin-bottom: 12px;
  }
  .columns {
    display: grid;
    grid-template-columns: repeat(3, minmax(0, 1fr));
    gap: 16px;
    align-items: start;
  }
  .column {
    display: grid;
    gap: 16px;
    min-width: 0;
  }
  .card {
    display: grid;
    gap: 16px;
  }
  .problem:empty {
    display: none;
  }
  @media (max-width: 1079px) {
    .columns {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
  }
  @media (max-width: 719px) {
    .columns {
      grid-template-columns: minmax(0, 1fr);
      gap: 12px;
    }
    .column {
      gap: 12px;
    }
  }
`
