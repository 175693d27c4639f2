/** The project's own configuration, in any folder of it. It stands apart: the editor names it before it loads the lint. */
export const configFileName = 'taskmonitor.json';
