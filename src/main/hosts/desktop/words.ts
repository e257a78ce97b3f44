import type { StudioSettings } from '../../../shared/contract/system.ts';

/** What the system shows for the studio outside of its window: dialogs and notifications. */
export interface DesktopWords {
  readonly quitTitle: string;
  readonly quitDetail: string;
  readonly saveAndQuit: string;
  readonly stay: string;
  readonly saveAgain: string;
  readonly saveElsewhere: string;
  readonly closeAnyway: string;
  readonly saving: string;
  readonly ended: string;
  readonly failed: string;
  readonly brokenTitle: string;
  readonly brokenDetail: string;
  readonly reload: string;
  readonly quit: string;
  readonly cannotStart: string;
}

const words: Readonly<Record<'en' | 'ko', DesktopWords>> = {
  en: {
    quitTitle: 'The studio is at work. Save and quit?',
    quitDetail: 'What runs is saved where it stands, and goes on when you resume it.',
    saveAndQuit: 'Save and Quit',
    stay: 'Stay',
    saveAgain: 'Try Again',
    saveElsewhere: 'Save Hints as a File',
    closeAnyway: 'Close Anyway',
    saving: 'Saving - Recast Studio',
    ended: 'Done',
    failed: 'It could not be finished',
    brokenTitle: 'The window has broken down several times.',
    brokenDetail: 'What runs goes on beside it. Load the window again, or save and quit.',
    reload: 'Load Again',
    quit: 'Save and Quit',
    cannotStart: 'Recast Studio cannot start',
  },
  ko: {
    quitTitle: '작업이 진행 중입니다. 저장하고 종료할까요?',
    quitDetail: '진행 중인 작업은 현재 상태로 저장되며, 다시 시작하면 이어집니다.',
    saveAndQuit: '저장하고 종료',
    stay: '계속하기',
    saveAgain: '다시 시도',
    saveElsewhere: '힌트를 파일로 저장',
    closeAnyway: '그래도 닫기',
    saving: '저장 중 - Recast Studio',
    ended: '완료되었습니다',
    failed: '완료하지 못했습니다',
    brokenTitle: '창이 여러 번 멈췄습니다.',
    brokenDetail: '진행 중인 작업은 계속됩니다. 창을 다시 불러오거나, 저장하고 종료하세요.',
    reload: '다시 불러오기',
    quit: '저장하고 종료',
    cannotStart: 'Recast Studio를 시작할 수 없습니다',
  },
};

/** The words in the chosen language, else in the system's (`ko-KR`) where there are some. */
export function desktopWords(language: StudioSettings['language'], system: string): DesktopWords {
  return words[language === 'system' ? (system.startsWith('ko') ? 'ko' : 'en') : language];
}
