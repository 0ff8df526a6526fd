/** What other parts may use of the demonstration; the second door has more, and is loaded with the first. */
export { DemoBar } from './DemoBar';
