import { useLocale } from "next-intl";
import { Children, cloneElement, Fragment, isValidElement, type ReactNode } from "react";

/** A run of Chinese within a text: from the first 汉字 to the last, with the figures and signs between them. */
const CHINESE = /([\u3400-\u9fff](?:[\u3400-\u9fff\u3000-\u303f\uff01-\uff5e\s\d\-·/*+.,A-Za-z]*[\u3400-\u9fff）])?)/;

function marked(node: ReactNode): ReactNode {
  if (typeof node === "string") {
    if (!CHINESE.test(node)) return node;
    return node.split(CHINESE).map((part, index) =>
      index % 2 === 1 ? (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text have no other name and never move
        <span key={index} lang="zh-Hans">
          {part}
        </span>
      ) : (
        part
      ),
    );
  }
  if (Array.isArray(node)) return Children.map(node, marked);
  if (
    isValidElement<{ children?: ReactNode; lang?: string }>(node) &&
    (typeof node.type === "string" || node.type === Fragment) &&
    !node.props.lang
  )
    return node.props.children === undefined ? node : cloneElement(node, {}, marked(node.props.children));
  return node;
}

/** The language of a text that can hold no markup (an option, a label), where it is Chinese on a page that is not. */
export const writtenIn = (text: string, locale: string): "zh-Hans" | undefined =>
  locale !== "zh-CN" && CHINESE.test(text) ? "zh-Hans" : undefined;

/**
 * What was written in Chinese and has no English form (names of companies and streets, the words of a sheet, a person's own note) stays as
 * it is on an English page, marked as Chinese, so that it is read aloud and drawn as such. On a Chinese page nothing is done.
 */
export function Written({ children }: { children: ReactNode }) {
  return useLocale() === "zh-CN" ? children : marked(children);
}
