import type { InstrumentStyle } from '../../plan';
import { decoratorStyle } from './decoratorStyle';
import type { PythonStyle } from './pythonStyle';
import { tryStyle } from './tryStyle';
import { withStyle } from './withStyle';

/** The usual one first. */
export const pythonStyles: readonly PythonStyle[] = [withStyle, decoratorStyle, tryStyle];

export function pythonStyle(style: InstrumentStyle): PythonStyle {
  const styles = { with: withStyle, decorator: decoratorStyle, try: tryStyle };
  return styles[style];
}
