"""ToTensor and Normalize of torchvision."""


def preprocess(image):
    if image.shape[0] < SIDE or image.shape[1] < LEFT + SIDE:
        raise ValueError("the image is too small")
    cut = image[:SIDE, LEFT : LEFT + SIDE]
    from torchvision import transforms

    normalise = transforms.Normalize((0.485, 0.456, 0.406), (0.229, 0.224, 0.225))
    steps = transforms.Compose([transforms.ToTensor(), normalise])
    return steps(np.ascontiguousarray(cut)).unsqueeze(0)
