/** The colour of the browser's own bars: that of our headers, also where the person chose against the device. */
const HEADER = { light: '#ffffff', dark: '#17181d' };

export function paintBars(scheme: 'light' | 'dark') {
  for (const meta of document.querySelectorAll('meta[name="theme-color"]')) {
    meta.setAttribute('content', HEADER[scheme]);
  }
}
