import { useEffect, useState } from "react";

/**
 * Where menus and tooltips are put: inside the page's main part, so that nothing lies outside its landmarks. Undefined (the body)
 * until the page stands, or where there is no main part.
 */
export function usePortalHome(): HTMLElement | undefined {
  const [home, setHome] = useState<HTMLElement | undefined>();
  useEffect(() => setHome(document.getElementById("main") ?? undefined), []);
  return home;
}
