/* A story that saves itself is saved once, also when somebody presses a button meanwhile.

   Wagtail's form saves itself half a second after the last key. Whoever saved or handed in a new
   story just then sent it a second time, and it was there twice. The button waits for the form now,
   ten seconds at most; and a form that is on its way does not save itself any more. */

const saveOnce = () => {
  const LONGEST = 10000;
  const ON_ITS_WAY = 60000;
  let isSaving = false;
  let isLeaving = false;
  let goOn = null;

  const saved = () => {
    isSaving = false;
    if (goOn) goOn();
  };

  const leave = (event) => {
    if (event.defaultPrevented) return;
    isLeaving = true;
    setTimeout(() => (isLeaving = false), ON_ITS_WAY);
  };

  const wait = (event) => {
    const { target: form, submitter: button } = event;
    if (!form.matches("[data-controller~='w-autosave']")) return;
    if (!isSaving) {
      setTimeout(() => leave(event));
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (goOn) return; // pressed twice
    const timer = setTimeout(saved, LONGEST);
    goOn = () => {
      clearTimeout(timer);
      goOn = null;
      if (button) button.disabled = false; // one that is disabled is not sent with the form
      form.requestSubmit(button);
    };
  };

  const save = (event) => {
    if (isLeaving) event.preventDefault();
    else isSaving = true;
  };

  document.addEventListener("w-autosave:save", save, true);
  document.addEventListener("w-autosave:success", saved);
  document.addEventListener("w-autosave:error", saved);
  document.addEventListener("submit", wait, true);
  window.addEventListener("pageshow", () => (isLeaving = false));
};

saveOnce();
