// Before anything is painted: the theme that the person chose, where it is not the system's.
try {
  const theme = localStorage.getItem("convscope.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Site data is blocked: nothing was chosen.
}
