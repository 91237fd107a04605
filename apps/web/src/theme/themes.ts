import { type BrandVariants, createDarkTheme, createLightTheme, type Theme } from '@fluentui/react-components';

/** The green of a spreadsheet; 80 is the button's, with white text at 5.2 : 1. */
const brand: BrandVariants = {
  10: '#04150b',
  20: '#082415',
  30: '#0b3520',
  40: '#0d4527',
  50: '#0e522e',
  60: '#0f6035',
  70: '#106e3b',
  80: '#107c41',
  90: '#2c8a55',
  100: '#45986a',
  110: '#5ca67e',
  120: '#74b392',
  130: '#8dc1a6',
  140: '#a6cfba',
  150: '#c0ddcf',
  160: '#dbece3',
};

export const lightTheme: Theme = createLightTheme(brand);
export const darkTheme: Theme = {
  ...createDarkTheme(brand),
  // lighter than Fluent's, for text on its dark grounds at 4.5 : 1 and more
  colorBrandForegroundLink: brand[120],
  colorBrandForegroundLinkHover: brand[130],
  colorBrandForegroundLinkPressed: brand[110],
  colorBrandForegroundLinkSelected: brand[120],
  colorBrandForeground1: brand[120],
  colorBrandForeground2: brand[130],
};
