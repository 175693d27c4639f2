/**
 * Whether a file is a test, an example or a copy of somebody else's, in the eyes of `other`: what is declared there is no
 * second metric of the program. The folders that both are in say nothing (a project may itself lie below some `test`), but
 * that they part right below `examples`: those are programs of their own.
 */
export function isExample(path: string, other: string): boolean {
  const [folders, others] = [path.split(/[\\/]/), other.split(/[\\/]/)];
  const file = folders.pop() ?? '';
  const shared = folders.findIndex((folder, i) => folder !== others[i]);
  return (
    exampleFile.test(file) ||
    (shared >= 0 && folders.slice(shared).some((folder) => exampleFolder.test(folder))) ||
    (shared > 0 && programsFolder.test(folders[shared - 1] ?? ''))
  );
}

const exampleFolder =
  /^(?:tests?|__tests__|testing|testdata|fixtures?|specs?|e2e|mocks?|__mocks__|examples?|samples?|demos?|docs?|vendor|third_party|node_modules)$/i;

/** Each folder in it is one program. */
const programsFolder = /^(?:examples?|samples?|demos?)$/i;

const exampleFile = /^(?:test_.*|conftest)\.py$|_test\.(?:py|go)$|[._](?:test|spec)\.[cm]?[jt]sx?$|Tests?\.java$/i;
