/**
 * Whether a file is a test, an example or a copy of somebody else's: what is declared there is no second metric of the
 * program.
 */
export function isExample(path: string): boolean {
  return /(?:^|\/)(?:tests?|__tests__|testing|testdata|fixtures?|specs?|e2e|mocks?|__mocks__|examples?|samples?|demos?|docs?|vendor|third_party|node_modules)\/|(?:^|\/)(?:test_[^/]*|conftest)\.py$|_test\.(?:py|go)$|(?:\.|_)(?:test|spec)\.[cm]?[jt]sx?$|Test\.java$/i.test(
    path.replaceAll('\\', '/'),
  );
}
