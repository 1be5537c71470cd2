// A hand that counts what it does: clicks, keys and fields filled.

import type { Locator } from "@playwright/test";

export class Hand {
  interactions = 0;

  async click(what: Locator): Promise<void> {
    this.interactions += 1;
    await what.click();
  }

  async fill(what: Locator, text: string): Promise<void> {
    this.interactions += 1;
    await what.fill(text);
  }

  async press(what: Locator, key: string): Promise<void> {
    this.interactions += 1;
    await what.press(key);
  }
}
