/** What other parts may use of people. */
export { forgetEverything } from './forget';
export { signOut } from './signOut';
