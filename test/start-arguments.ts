import project from '../package.json' with { type: 'json' }

/** What `npm start` starts Node with. */
export const startArguments = project.scripts.start.split(' ').slice(1)
