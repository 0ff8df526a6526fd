/** The mark: a speech bubble with one sharp corner; inside, the letter «П» that is also a school bell. */
export function Logo({ size = 40 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 64 64" aria-hidden style={{ display: 'block' }}>
      <path
        fill="var(--vkui--color_background_accent)"
        d="M24 2h16c12.15 0 22 9.85 22 22v16c0 12.15-9.85 22-22 22H8a6 6 0 0 1-6-6V24C2 11.85 11.85 2 24 2Z"
      />
      <path
        fill="none"
        stroke="#fff"
        strokeWidth="6"
        strokeLinecap="round"
        strokeLinejoin="round"
        d="M15.5 44.5c4.3-2.8 6-6.6 6-11.5v-5.5c0-6.4 4.5-11 10.5-11s10.5 4.6 10.5 11V33c0 4.9 1.7 8.7 6 11.5"
      />
      <circle cx="32" cy="46" r="4.5" fill="#fff" />
    </svg>
  );
}
