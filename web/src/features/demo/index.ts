/** What other parts may use of the demonstration. */
export { CastDoor } from './CastDoor';
export { DemoBar } from './DemoBar';
export { useCast } from './useCast';
